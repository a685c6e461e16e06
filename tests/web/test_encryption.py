"""What the database keeps encrypted can be read with the key alone, and the key can be changed."""

import pytest

from web.encryption import DecryptionError, decrypt_text, encrypt_text

OLD = "0123456789abcdefghij-ABCDEFGHIJ-0123456789-klmnopqrst"
NEW = OLD[::-1]


@pytest.mark.parametrize("text", ["", "JBSWY3DPEHPK3PXP", "anna@example.org", "电话 138"])
def test_a_text_is_read_again_and_not_seen_in_what_is_stored(settings, text):
    settings.ENCRYPTION_KEYS = [OLD]
    stored = encrypt_text(text)
    assert decrypt_text(stored) == text
    assert not text or text not in stored
    assert stored != encrypt_text(text), "equal texts can't be recognised"


def test_a_new_key_is_put_before_the_former_one_and_both_are_read(settings):
    settings.ENCRYPTION_KEYS = [OLD]
    before = encrypt_text("secret")
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert decrypt_text(before) == "secret"
    after = encrypt_text("secret")
    settings.ENCRYPTION_KEYS = [NEW]
    assert decrypt_text(after) == "secret"
    with pytest.raises(DecryptionError, match="Name the former one after the new one"):
        decrypt_text(before)


def test_a_forged_text_is_refused(settings):
    settings.ENCRYPTION_KEYS = [OLD]
    with pytest.raises(DecryptionError):
        decrypt_text(encrypt_text("secret")[:-4] + "AAA=")
