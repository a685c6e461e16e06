// The button of a passkey, which needs scripts; and telling that the browser gave none: the person has cancelled, or it has none.
const button = document.getElementById("passkey-button");
if (button) button.hidden = !window.PublicKeyCredential;

document.addEventListener("allauth.error", (event) => {
  const words = document.querySelector("[data-passkey-error]");
  if (!words) return;
  event.preventDefault();
  words.hidden = false;
});
