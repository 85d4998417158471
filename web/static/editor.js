// While somebody types: the checks and the readings follow, the newest answer wins, and nothing is taken out of hand.
const form = document.getElementById("sheet");
const body = document.getElementById("checks-body");
const state = form.querySelector("[data-state]");
const counts = [document.getElementById("checks-count"), form.querySelector("[data-count]")];
let waiting = 0;
let asked = 0;
let changed = form.dataset.unsaved === "yes";
let leaving = false;

function tell(echoes, asks) {
  for (const echo of form.querySelectorAll("[data-echo]")) {
    const name = echo.dataset.echo;
    const question = asks[name] ?? "";
    echo.textContent = question || (echoes[name] ?? "");
    echo.classList.toggle("asks", question !== "");
  }
}

async function check(withMends) {
  const mine = ++asked;
  const data = new FormData(form);
  data.delete("do");
  try {
    const address = withMends ? `${form.dataset.check}?mends=yes` : form.dataset.check;
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(data) });
    if (!answer.ok || mine !== asked) return;
    const found = await answer.json();
    if (mine !== asked) return;
    const page = new DOMParser().parseFromString(found.panel, "text/html");
    if (!body.contains(document.activeElement)) body.replaceChildren(...page.body.childNodes);
    for (const line of counts) if (line.textContent !== found.count) line.textContent = found.count;
    body.parentElement.classList.remove("stale");
    tell(found.echoes, found.asks);
    // Mends are tried out one by one, which takes longer than a key stroke: they follow once the typing rests.
    if (!withMends) waiting = setTimeout(check, 700, true);
  } catch {
    body.parentElement.classList.add("stale");
    state.textContent = "The checks cannot be reached just now. You can go on typing.";
  }
}

form.addEventListener("input", () => {
  changed = true;
  state.textContent = "Not saved yet";
  clearTimeout(waiting);
  waiting = setTimeout(check, 300, false);
});

form.addEventListener("submit", () => { leaving = true; });
window.addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault();
});
window.addEventListener("pageshow", () => { leaving = false; });

if (form.dataset.mends === "later") waiting = setTimeout(check, 0, true);

const problems = document.getElementById("problems");
const target = form.dataset.goTo;
if (problems) problems.focus();
else if (target) {
  const id = target.replaceAll(".", "-").replaceAll("[", "-").replaceAll("]", "");
  const place = document.getElementById(`g-${id}`) ?? document.getElementById(`l-${id}`);
  place?.scrollIntoView({ block: "start" });
  (place?.querySelector("input:not([type=hidden]), select, textarea") ?? place)?.focus();
}
