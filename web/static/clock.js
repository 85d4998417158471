// Says so where the reader's own device goes by another clock than the event.
const zone = document.querySelector("[data-zone]");

function minutesEast(name, at) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" }).formatToParts(at);
  const found = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find((part) => part.type === "timeZoneName").value);
  return found[1] ? (found[1] === "-" ? -1 : 1) * (60 * Number(found[2]) + Number(found[3])) : 0;
}

function lengthOf(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = [];
  if (hours) words.push(`${hours} hour${hours === 1 ? "" : "s"}`);
  if (rest) words.push(`${rest} minutes`);
  return words.join(" ");
}

if (zone) {
  const at = new Date(1000 * Number(zone.dataset.at));
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const behind = minutesEast(zone.dataset.zone, at) - minutesEast(own, at);
  if (behind) {
    const note = document.createElement("span");
    note.className = "device";
    const place = own.split("/").pop().replaceAll("_", " ");
    note.textContent = `Your device is on ${place} time, ${lengthOf(Math.abs(behind))} ${behind > 0 ? "behind" : "ahead"}.`;
    zone.after(" ", note);
  }
}
