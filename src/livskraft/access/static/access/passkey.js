// When can a passkey be used here? Only where the browser has them and the address is a name, not a number.
const possible = "PublicKeyCredential" in window && !/^[\d.]+$|^\[/.test(location.hostname);
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !possible;
for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = possible;

// The tick for a shared phone stands in the form above, but holds for a passkey too.
const tick = document.querySelector("input[name=shared][type=checkbox]");
const follow = document.querySelector("[data-shared]");
if (tick && follow) {
  const copy = () => { follow.disabled = !tick.checked; };
  tick.addEventListener("change", copy);
  copy();
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const text of document.querySelectorAll("[data-passkey-error]")) text.hidden = false;
});
