// The desk: what the pages of the admin do beside Django's own scripts. Each works without it.
import "./parts/admin_numbers.js";
import "./parts/admin_choosers.js";
import "./parts/admin_texts.js";
import "./parts/admin_mark.js";
import "./parts/admin_typed.js";
import "./parts/admin_part_order.js";
import "./parts/admin_passkey.js";
import "./parts/admin_keys.js";
