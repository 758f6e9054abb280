import { SaxesParser } from 'saxes';
import { fail, ok, type Result } from '../../base/index.ts';
import {
  LABEL_NAMESPACE,
  type ConfidentialityLabel,
  type LabelCategory,
  type LabelFault,
} from './label.ts';

/** Longest label document read; a real one is below 4 kB. */
export const MAX_LABEL_CHARS = 65_536;
const MAX_DEPTH = 32;
const TYPES = ['PERMISSIVE', 'RESTRICTIVE', 'INFORMATIVE'] as const;

interface Draft {
  policyIdentifier: string | null;
  classification: string | null;
  privacyMark: string | null;
  creationDateTime: string | null;
  reviewDateTime: string | null;
  readonly categories: LabelCategory[];
}

/**
 * The first originatorConfidentialityLabel of a document, wherever it stands (a binding may wrap it). Elements that
 * are not known are passed over, categories never: their type and values are kept as written. No document type is
 * allowed. Source: STANAG 4774, ADatP-4774 edition A, as described by its public summaries; see NOTICE.
 */
export function readLabel(text: string): Result<ConfidentialityLabel, LabelFault> {
  if (text.length > MAX_LABEL_CHARS)
    return bad('bad-value', 'document', `longer than ${MAX_LABEL_CHARS} characters`);
  const reader = new LabelReader();
  const problem = reader.read(text);
  if (problem !== null) return fail(problem);
  const { draft } = reader;
  if (draft === null) return bad('bad-value', 'originatorConfidentialityLabel', 'there is none');
  const { policyIdentifier, classification } = draft;
  if (!policyIdentifier) return bad('bad-value', 'PolicyIdentifier', 'it is missing or empty');
  if (!classification) return bad('bad-value', 'Classification', 'it is missing or empty');
  return ok({ ...draft, policyIdentifier, classification });
}

function bad(code: LabelFault['code'], item: string, detail: string): Result<never, LabelFault> {
  return fail({ code, offset: 0, item, detail });
}

class LabelReader {
  draft: Draft | null = null;
  #problem: LabelFault | null = null;
  #isInside = false;
  #isDone = false;
  #depth = 0;
  #text = '';
  #category: { tagName: string; type: LabelCategory['type']; values: string[] } | null = null;

  read(text: string): LabelFault | null {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', (error) => this.#fail('bad-syntax', 'document', error.message));
    parser.on('doctype', () =>
      this.#fail('bad-value', 'document', 'a document type is not allowed'),
    );
    parser.on('opentag', (tag) => {
      if (++this.#depth > MAX_DEPTH) this.#fail('bad-value', 'document', 'too deep');
      this.#text = '';
      const attribute = (name: string): string => tag.attributes[name]?.value.trim() ?? '';
      if (tag.uri === LABEL_NAMESPACE) this.#open(tag.local, attribute);
    });
    parser.on('text', (piece) => (this.#text += piece));
    parser.on('cdata', (piece) => (this.#text += piece));
    parser.on('closetag', (tag) => {
      this.#depth--;
      if (tag.uri === LABEL_NAMESPACE) this.#close(tag.local, this.#text.trim());
      this.#text = '';
    });
    parser.write(text);
    if (this.#problem === null) parser.close();
    return this.#problem;
  }

  #fail(code: LabelFault['code'], item: string, detail: string): void {
    this.#problem ??= { code, offset: 0, item, detail };
  }

  #open(name: string, attribute: (name: string) => string): void {
    if (name === 'originatorConfidentialityLabel' && !this.#isDone && this.draft === null) {
      this.#isInside = true;
      this.draft = {
        policyIdentifier: null,
        classification: null,
        privacyMark: null,
        creationDateTime: null,
        reviewDateTime: null,
        categories: [],
      };
    }
    if (name !== 'Category' || !this.#isInside) return;
    const type = TYPES.find((one) => one === attribute('Type').toUpperCase());
    if (type === undefined)
      this.#fail('bad-value', 'Category', `its Type is '${attribute('Type')}'`);
    else this.#category = { tagName: attribute('TagName'), type, values: [] };
  }

  #close(name: string, text: string): void {
    const { draft } = this;
    if (draft === null || !this.#isInside) return;
    switch (name) {
      case 'PolicyIdentifier':
        draft.policyIdentifier ??= text;
        return;
      case 'Classification':
        draft.classification ??= text;
        return;
      case 'PrivacyMark':
        draft.privacyMark ??= text;
        return;
      case 'CreationDateTime':
        draft.creationDateTime ??= text;
        return;
      case 'ReviewDateTime':
        draft.reviewDateTime ??= text;
        return;
      case 'GenericValue':
        this.#category?.values.push(text);
        return;
      case 'Category':
        if (this.#category !== null) draft.categories.push(this.#category);
        this.#category = null;
        return;
      case 'originatorConfidentialityLabel':
        this.#isInside = false;
        this.#isDone = true;
    }
  }
}
