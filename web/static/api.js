// Talks to the server: JSON in, JSON out, problems as errors with their code.

export class Problem extends Error {
  constructor(document, status) {
    // It goes into a sentence, which has a full stop of its own.
    super((document.detail ?? document.title ?? `status ${status}`).replace(/\.$/, ""));
    this.code = document.code ?? "unknown";
    this.status = status;
  }

  /** Whether the same request may succeed later: the connection, the server or a sign-in is missing. */
  get isPassing() {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.isSignedOut;
  }

  /** Whether somebody has to sign in first, as whoever they were. */
  get isSignedOut() {
    return this.status === 401 || this.code === "forged-request" || this.code === "other-account";
  }
}

export class API {
  constructor(queue, account, formToken) {
    this.base = `/api/v1/queues/${encodeURIComponent(queue)}`;
    this.account = account;
    this.formToken = formToken;
  }

  async post(path, body, options = {}) {
    try {
      return await this.#post(path, body, options);
    } catch (error) {
      // Somebody signed in again meanwhile: the new session has another token.
      if (error.code !== "forged-request") throw error;
      await this.#renewToken();
      return this.#post(path, body, options);
    }
  }

  get(path) {
    return this.#fetch(this.base + path, { headers: { Accept: "application/json" } });
  }

  #post(path, body, options) {
    return this.#fetch(this.base + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Form-Token": this.formToken, Accept: "application/json" },
      body: JSON.stringify(body ?? {}),
      ...options,
    });
  }

  async #renewToken() {
    const session = await this.#fetch("/api/v1/session", { headers: { Accept: "application/json" } });
    if (session.account !== this.account) {
      throw new Problem({ code: "other-account", detail: `this browser is signed in as ${session.name} now` }, 403);
    }
    this.formToken = session.formToken;
  }

  async #fetch(address, options) {
    let response;
    try {
      response = await fetch(address, options);
    } catch {
      throw new Problem({ code: "offline", detail: "there is no connection" }, 0);
    }
    if (response.status === 204) return null;
    const document = await response.json().catch(() => ({}));
    if (!response.ok) throw new Problem(document, response.status);
    return document;
  }
}
