// A tab that was duplicated has the desk of the first in its address: it goes to a desk of its own, so that the two never
// show the same item.

export function leaveIfTaken(desk) {
  if (!("BroadcastChannel" in globalThis)) return;
  const channel = new BroadcastChannel("winnow-desk");
  const own = crypto.randomUUID?.() ?? String(Math.random());
  channel.addEventListener("message", ({ data }) => {
    if (data.desk !== desk || data.from === own) return;
    if (data.kind === "who") channel.postMessage({ kind: "mine", desk, from: own, to: data.from });
    else if (data.to === own) location.replace(location.pathname);
  });
  channel.postMessage({ kind: "who", desk, from: own });
}
