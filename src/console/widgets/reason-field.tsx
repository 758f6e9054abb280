import { Textarea } from '@mantine/core';

/** Why somebody does what others will read: a must, in a dialog. */
export function ReasonField({
  label,
  hint,
  value,
  onChange,
  maxLength = 500,
  minRows = 2,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly maxLength?: number;
  readonly minRows?: number;
}) {
  return (
    <Textarea
      label={label}
      {...(hint === undefined ? {} : { description: hint })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={maxLength}
      minRows={minRows}
      autosize
      required
      data-autofocus
    />
  );
}
