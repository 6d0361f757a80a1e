// What pages do beyond showing: a figure and its box on the page light up together, and in the review queue keys
// stand for buttons.  Everything else works without.
"use strict";

function light(ref, on) {
  for (const one of document.querySelectorAll("[data-box]"))
    if (one.dataset.box === ref) one.classList.toggle("lit", on);
}

for (const [starts, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(starts, (event) => {
    const at = event.target.closest("[data-box]");
    if (at) light(at.dataset.box, true);
  });
  document.addEventListener(ends, (event) => {
    const at = event.target.closest("[data-box]");
    if (at) light(at.dataset.box, false);
  });
}

// A picture that cannot be had: the words that were read stand in its place.
function tellMissing(picture) {
  picture.closest(".sheet").classList.add("no-picture");
  for (const note of document.querySelectorAll("[data-no-picture]")) note.hidden = false;
}
for (const picture of document.querySelectorAll("img[data-picture]")) {
  if (picture.complete && picture.naturalWidth === 0 && picture.currentSrc) tellMissing(picture);
  picture.addEventListener("error", () => tellMissing(picture));
}

const marked = document.querySelector(".box.marked");
if (marked) marked.scrollIntoView({block: "center"});

// n, a, r, w: the first button or link of that key.  Deciding needs a reason: without one its field is next, and
// Enter in it decides as the key said.
let chosen = null;
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (writes) {
    if (event.key === "Enter" && chosen && chosen.form === writes.form && "reason" in writes.dataset) {
      event.preventDefault();
      if (writes.form.reportValidity()) writes.form.requestSubmit(chosen);
    }
    if (event.key === "Escape") writes.blur();
    return;
  }
  const at = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!at) return;
  event.preventDefault();
  if (!at.form) return at.click();
  chosen = at;
  const reason = at.form.querySelector("[data-reason]");
  if (reason.value.trim() === "") reason.focus();
  else at.form.requestSubmit(at);
});
