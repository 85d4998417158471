// While somebody types: the checks and the readings follow, the newest answer wins, and nothing is taken out of hand.
const form = document.getElementById("sheet");
const panel = document.getElementById("checks");
const body = document.getElementById("checks-body");
const lost = document.getElementById("checks-lost");
const state = form.querySelector("[data-state]");
const counts = [document.getElementById("checks-count"), form.querySelector("[data-count]")];
const UNREACHED = "The checks cannot be reached just now. You can go on typing.";
const SIGNED_OUT = "You are not signed in any more. Sign in, in another tab, and go on here: nothing is lost.";
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

// Whoever has gone into the panel keeps what they are on: what came meanwhile is shown when they leave it.
let late = null;

function show(nodes) {
  late = body.contains(document.activeElement) ? nodes : null;
  if (late) return;
  const unfolded = body.querySelector("details")?.open;
  body.replaceChildren(...nodes);
  if (unfolded) body.querySelector("details")?.setAttribute("open", "");
}

body.addEventListener("focusout", () => setTimeout(() => { if (late) show(late); }));

async function check(withMends) {
  const mine = ++asked;
  const data = new FormData(form);
  data.delete("do");
  let found = null;
  let isIn = true;
  try {
    const address = withMends ? `${form.dataset.check}?mends=yes` : form.dataset.check;
    const request = { method: "POST", body: new URLSearchParams(data), signal: AbortSignal.timeout(10_000) };
    const answer = await fetch(address, request);
    isIn = answer.status !== 401;
    if (answer.ok) found = await answer.json();
  } catch {
    // No network, nothing for ten seconds: to whoever types it is all the same.
  }
  if (mine !== asked) return;
  panel.classList.toggle("stale", found === null);
  lost.textContent = found ? "" : isIn ? UNREACHED : SIGNED_OUT;
  if (found === null) return;
  const page = new DOMParser().parseFromString(found.panel, "text/html");
  show([...page.body.childNodes]);
  for (const line of counts) if (line.textContent !== found.count) line.textContent = found.count;
  tell(found.echoes, found.asks);
  // Mends are tried out one by one, which takes longer than a key stroke: they follow once the typing rests.
  if (!withMends) waiting = setTimeout(check, 700, true);
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
