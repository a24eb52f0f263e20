/** What went wrong, in the hub's own words when it had any. */
export class HubError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, status: number, requestId?: string, details = {}) {
    super(message);
    this.name = 'HubError';
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.details = details;
  }

  /** The hub did not answer at all: the same request may be sent again with the same key. */
  get unreachable(): boolean {
    return this.status === 0;
  }

  get retryAfterMs(): number | undefined {
    const value = this.details.retry_after_ms;
    return typeof value === 'number' ? value : undefined;
  }
}

export function asHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HubError('PAGE_FAULT', message, -1);
}

interface ErrorBody {
  error?: { code?: unknown; message?: unknown; details?: unknown; requestId?: unknown };
}

export function errorFrom(status: number, body: unknown, requestId: string | undefined): HubError {
  const fault = (body as ErrorBody | null)?.error;
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
  const details = typeof fault?.details === 'object' && fault.details ? fault.details : {};
  return new HubError(
    text(fault?.code, `HTTP_${status}`),
    text(fault?.message, ''),
    status,
    text(fault?.requestId, requestId ?? '') || undefined,
    details,
  );
}
