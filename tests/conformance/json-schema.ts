/** A plain draft-07 validator for tests: the keywords the ED-318 schema uses, references between files by name. */

type Schema = { readonly [key: string]: unknown };

export interface SchemaError {
  readonly path: string;
  readonly keyword: string;
}

const FORMATS: { readonly [name: string]: (text: string) => boolean } = {
  'date-time': (t) =>
    /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d(:?\d\d)?)$/.test(t) &&
    !Number.isNaN(Date.parse(t)),
  time: (t) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d(:?\d\d)?)$/.test(t),
  uri: (t) => URL.canParse(t) && !/[\s<>"{}|\\^`]/.test(t),
  email: (t) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(t),
  duration: (t) => /^P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/.test(t),
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export class SchemaSet {
  readonly #files: { readonly [name: string]: Schema };

  /** @param files schemas by file name */
  constructor(files: { readonly [name: string]: Schema }) {
    this.#files = files;
  }

  validate(file: string, value: unknown): SchemaError[] {
    return this.#check(this.#files[file]!, value, '', file);
  }

  #resolve(ref: string, file: string): { schema: Schema; file: string } {
    const [name, pointer] = ref.split('#');
    const target = name === '' || name === undefined ? file : name.replace(/^\.\//, '');
    let schema: unknown = this.#files[target];
    for (const part of (pointer ?? '').split('/').filter((one) => one !== ''))
      schema = (schema as Schema)[part];
    return { schema: schema as Schema, file: target };
  }

  #check(schema: Schema, value: unknown, path: string, file: string): SchemaError[] {
    // In draft-07 nothing beside a reference counts.
    if (typeof schema['$ref'] === 'string') {
      const found = this.#resolve(schema['$ref'], file);
      return this.#check(found.schema, value, path, found.file);
    }
    const errors: SchemaError[] = [];
    const fail = (keyword: string): void => void errors.push({ path, keyword });
    const sub = (one: unknown, item: unknown, at: string): SchemaError[] =>
      this.#check(one as Schema, item, at, file);
    const type = typeOf(value);
    const wanted = schema['type'];
    const isInteger = wanted === 'integer' && Number.isInteger(value);
    if (typeof wanted === 'string' && wanted !== type && !isInteger) fail('type');
    if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) fail('enum');
    if (typeof value === 'string') {
      const { length } = Array.from(value);
      if (length > ((schema['maxLength'] as number | undefined) ?? Infinity)) fail('maxLength');
      if (length < ((schema['minLength'] as number | undefined) ?? 0)) fail('minLength');
      const format = FORMATS[String(schema['format'])];
      if (format !== undefined && !format(value)) fail('format');
    }
    if (Array.isArray(value)) {
      if (value.length > ((schema['maxItems'] as number | undefined) ?? Infinity)) fail('maxItems');
      if (value.length < ((schema['minItems'] as number | undefined) ?? 0)) fail('minItems');
      if (schema['items'] !== undefined)
        value.forEach((item, i) => errors.push(...sub(schema['items'], item, `${path}/${i}`)));
    }
    if (type === 'object') errors.push(...this.#checkObject(schema, value as Schema, path, file));
    for (const one of (schema['allOf'] as unknown[] | undefined) ?? [])
      errors.push(...sub(one, value, path));
    if (Array.isArray(schema['oneOf'])) {
      const tries = schema['oneOf'].map((one) => sub(one, value, path));
      const good = tries.filter((one) => one.length === 0).length;
      if (good !== 1) errors.push(...tries.flat(), { path, keyword: 'oneOf' });
    }
    return errors;
  }

  #checkObject(schema: Schema, value: Schema, path: string, file: string): SchemaError[] {
    const errors: SchemaError[] = [];
    const properties = (schema['properties'] ?? {}) as { readonly [key: string]: Schema };
    for (const key of (schema['required'] as string[] | undefined) ?? [])
      if (!(key in value)) errors.push({ path, keyword: 'required' });
    for (const [key, item] of Object.entries(value)) {
      const one = properties[key];
      if (one !== undefined) errors.push(...this.#check(one, item, `${path}/${key}`, file));
      else if (schema['additionalProperties'] === false)
        errors.push({ path, keyword: 'additionalProperties' });
    }
    return errors;
  }
}
