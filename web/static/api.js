// Talks to the server: JSON in, JSON out, problems as errors with their code.

export class Problem extends Error {
  constructor(document, status) {
    super(document.detail ?? document.title ?? `status ${status}`);
    this.code = document.code ?? "unknown";
    this.status = status;
  }

  /** Whether the same request may succeed later: the connection, the server or a sign-in is missing. */
  get isPassing() {
    return this.status === 0 || this.status >= 500 || this.status === 401 || this.status === 429;
  }
}

export class API {
  constructor(queue, formToken) {
    this.base = `/api/v1/queues/${encodeURIComponent(queue)}`;
    this.formToken = formToken;
  }

  async post(path, body, options = {}) {
    let response;
    try {
      response = await fetch(this.base + path, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Form-Token": this.formToken, Accept: "application/json" },
        body: JSON.stringify(body ?? {}),
        ...options,
      });
    } catch {
      throw new Problem({ code: "offline", detail: "there is no connection" }, 0);
    }
    return this.#read(response);
  }

  async get(path) {
    try {
      return await this.#read(await fetch(this.base + path, { headers: { Accept: "application/json" } }));
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem({ code: "offline", detail: "there is no connection" }, 0);
    }
  }

  async #read(response) {
    if (response.status === 204) return null;
    const document = await response.json().catch(() => ({}));
    if (!response.ok) throw new Problem(document, response.status);
    return document;
  }
}
