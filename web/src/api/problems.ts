/** What the gateway answers when it refuses (RFC 9457), as an error that a page can show. */
export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    title: string,
    readonly detail: string | null,
    readonly fields: FieldProblem[],
  ) {
    super(detail ?? title);
    this.name = title;
  }

  /** Somebody else was faster: what one sees is no longer what there is. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }
}

export function problemOf(status: number, body: unknown): Problem {
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  return new Problem(
    status,
    typeof said.type === "string" ? said.type : "about:blank",
    typeof said.title === "string" ? said.title : `HTTP ${status}`,
    typeof said.detail === "string" ? said.detail : null,
    Array.isArray(said.errors) ? (said.errors as FieldProblem[]) : [],
  );
}
