/** The people's side of the rehearsal server over HTTP; every call gives JSON or throws `Refused`. */

/** The server's refusal (or its absence: status 0), in words that can be shown. */
export class Refused extends Error {
  constructor(status, description) {
    super(description);
    this.status = status;
  }
}

async function call(method, path, body) {
  const request = { method, headers: { Accept: "application/json" } };
  if (body instanceof FormData) request.body = body;
  else if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Refused(0, "no connection");
  }
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, reason(text) || response.statusText);
  return text ? JSON.parse(text) : null;
}

function reason(text) {
  try {
    const answer = JSON.parse(text);
    return answer.description ?? answer.error ?? text;
  } catch {
    return text.slice(0, 200);
  }
}

export const state = () => call("GET", "/rehearsal/state");
export const changeClock = (change) => call("POST", "/rehearsal/clock", change);
export const newPhone = (person) => call("POST", "/rehearsal/phones", person);
export const fileAddress = (fileId) => `/rehearsal/files/${encodeURIComponent(fileId)}`;

/** What one person can do with their phone. */
export class PhoneLine {
  constructor(userId) {
    this.path = `/rehearsal/phones/${userId}`;
  }

  chat() {
    return call("GET", `${this.path}/chat`);
  }

  /** @param {object} content `text`, `contact` or `location`, and what goes with it */
  send(content) {
    return call("POST", `${this.path}/messages`, content);
  }

  /** @param {File} file @param {"photo" | "document"} kind */
  upload(file, kind, caption) {
    const form = new FormData();
    form.append("as", kind);
    if (caption) form.append("caption", caption);
    form.append("file", file, file.name);
    return call("POST", `${this.path}/messages`, form);
  }

  edit(messageId, text) {
    return call("POST", `${this.path}/edits`, { message_id: messageId, text });
  }

  press(messageId, data) {
    return call("POST", `${this.path}/presses`, { message_id: messageId, data });
  }

  inline(query, offset) {
    return call("POST", `${this.path}/inline`, { query, offset });
  }

  choose(inlineQueryId, resultId) {
    return call("POST", `${this.path}/inline/chosen`, { inline_query_id: inlineQueryId, result_id: resultId });
  }

  setBlocked(blocked) {
    return call("POST", `${this.path}/${blocked ? "block" : "unblock"}`, {});
  }
}
