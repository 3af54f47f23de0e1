// Live events: how far the queue is, and which model ranks it.

export function listen(base, view) {
  const source = new EventSource(`${base}/events`);
  source.addEventListener("status", (event) => {
    const status = JSON.parse(event.data);
    view.setProgress(status.finished, status.items);
    view.setModel(status.model);
  });
}
