import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import cases from './case-files.module.css';

/** A field below a log, to add to it; Ctrl+Enter sends. What was not taken stays in the field. */
export function NoteField({
  label,
  submit,
  minRows,
  send,
}: {
  readonly label: string;
  readonly submit: string;
  readonly minRows: number;
  readonly send: (text: string) => Promise<boolean>;
}) {
  const [text, setText] = useState('');
  const give = async (): Promise<void> => {
    if (text.trim() !== '' && (await send(text.trim()))) setText('');
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void give();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void give();
  };
  return (
    <form className={cases['note']} onSubmit={onSubmit}>
      <Textarea
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        maxLength={4000}
        autosize
        minRows={minRows}
        maxRows={6}
      />
      <Button type="submit" variant="filled" disabled={text.trim() === ''}>
        {submit}
      </Button>
    </form>
  );
}
