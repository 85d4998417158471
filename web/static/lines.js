// On a phone some links stand in a line that moves sideways: show the one where somebody is, and the one with the focus.
const lines = [...document.querySelectorAll(".site ul, .tabs ul, .sheets ul")];

function show(link) {
  const line = link.closest("ul");
  const [seen, place] = [line.getBoundingClientRect(), link.getBoundingClientRect()];
  if (place.right > seen.right) line.scrollLeft += place.right - seen.right;
  if (place.left < seen.left) line.scrollLeft -= seen.left - place.left;
}

for (const line of lines) {
  line.addEventListener("focusin", (event) => show(event.target));
  const here = line.querySelector("[aria-current]");
  if (here) show(here);
}
