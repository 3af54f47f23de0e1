// Live events: how far the queue is, which model ranks it, and whether its labels are others now.

export function listen(base, desk) {
  const source = new EventSource(`${base}/events`);
  source.addEventListener("status", (event) => {
    const status = JSON.parse(event.data);
    desk.view.setProgress(status.finished, status.items);
    desk.view.setModel(status.model);
    desk.sawRevision(status.revision);
  });
}
