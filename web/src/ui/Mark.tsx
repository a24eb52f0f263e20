/** Four beats and the bar line that comes next. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size * 0.66}
      viewBox="0 0 60 40"
      fill="none"
      strokeLinecap="round"
      strokeWidth={4.6}
      aria-hidden
    >
      <path d="M4 4v32" stroke="var(--ink)" />
      <path d="M17 14v22M30 14v22M43 14v22" stroke="var(--ink)" />
      <path d="M56 4v32" stroke="var(--nowLine)" />
    </svg>
  );
}
