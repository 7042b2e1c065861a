/* Asking the server, and telling apart what its answers mean. */

const PATIENCE = 20_000;

function token() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  // Read anew each time: logging in, in another tab, changes it.
  return cookie ? cookie[1] : document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, {
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  } catch {
    return { kind: "offline" };
  }
  const answer = await response.json().catch(() => null);
  return { kind: kindOf(response, answer), answer, status: response.status };
}

function kindOf(response, answer) {
  if (response.ok && answer) return "done";
  if (response.status === 401) return "login";
  if (!answer) return response.status === 403 ? "token" : "offline";
  if (response.status === 403) return "held";
  return response.status >= 400 && response.status < 500 ? "refused" : "offline";
}

export const get = (address, parameters) => ask(`${address}?${new URLSearchParams(parameters)}`);

export async function post(address, body, refresh) {
  const send = () =>
    ask(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
    });
  const outcome = await send();
  if (outcome.kind !== "token") return outcome;
  // The token was another login's: any page brings the present one.
  await fetch(refresh, { credentials: "same-origin" }).catch(() => null);
  const again = await send();
  return again.kind === "token" ? { kind: "login" } : again;
}

// `crypto.randomUUID` is there on safe origins only; a plain-http site within an office is none.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
