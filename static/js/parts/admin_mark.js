// Pages of the admin leave a mark while one is signed in, by which public pages know to show “Edit”.
import { MARK } from "./desk_mark.js";

const signOut = document.getElementById("logout-form");
try {
  if (signOut) {
    localStorage.setItem(MARK, "1");
    signOut.addEventListener("submit", () => localStorage.removeItem(MARK));
  } else if (document.body.classList.contains("login")) localStorage.removeItem(MARK);
} catch { /* storage may be closed to us */ }
