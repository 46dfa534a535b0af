// Live updates: when something new comes, the part of the page below the filters is fetched again and put in place.
// Open entries stay open; without JavaScript the page is the same, a reload shows what is new.
"use strict";

const live = document.getElementById("live");
let waiting = null;

async function refresh() {
  waiting = null;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = document.getElementById("content");
  const open = new Set([...content.querySelectorAll("details[open] a[href^='/meetings/']")].map((a) => a.getAttribute("href")));
  const focused = document.activeElement?.closest?.("details")?.querySelector("a[href^='/meetings/']")?.getAttribute("href");
  const next = fresh.getElementById("content");
  for (const details of next.querySelectorAll("details")) {
    const link = details.querySelector("a[href^='/meetings/']")?.getAttribute("href");
    if (open.has(link)) details.open = true;
  }
  content.replaceWith(next);
  document.querySelector("header").replaceWith(fresh.querySelector("header"));
  if (focused) document.querySelector(`details a[href="${CSS.escape(focused)}"]`)?.closest("details").querySelector("summary").focus();
  document.getElementById("live").textContent = "· updated just now";
}

const stream = new EventSource(`/events?after=${encodeURIComponent(document.body.dataset.place)}`);
for (const kind of ["meeting-announced", "topic-mentioned"]) {
  // A burst of events is one refresh.
  stream.addEventListener(kind, () => { waiting ??= setTimeout(refresh, 400); });
}
stream.onopen = () => { live.textContent = "· live"; };
stream.onerror = () => { document.getElementById("live").textContent = "· connection lost, trying again"; };
