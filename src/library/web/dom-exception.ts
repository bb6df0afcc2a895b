// DOMException: WebIDL §2.8.1. Layer: web. An Error by prototype, with a legacy code by its name.

/** Names in the order of their codes, from 1; gaps are codes without a name. */
const CODE_NAMES = [
  'IndexSizeError',
  '',
  'HierarchyRequestError',
  'WrongDocumentError',
  'InvalidCharacterError',
  '',
  'NoModificationAllowedError',
  'NotFoundError',
  'NotSupportedError',
  'InUseAttributeError',
  'InvalidStateError',
  'SyntaxError',
  'InvalidModificationError',
  'NamespaceError',
  'InvalidAccessError',
  '',
  'TypeMismatchError',
  'SecurityError',
  'NetworkError',
  'AbortError',
  'URLMismatchError',
  'QuotaExceededError',
  'TimeoutError',
  'InvalidNodeTypeError',
  'DataCloneError',
];

/** @global */
export class DOMException extends Error {
  readonly #name: string;
  readonly #message: string;

  constructor(message: any = '', options: any = 'Error') {
    const text = `${message}`;
    super(text);
    this.#message = text;
    // The message is an accessor of the prototype, as the name is.
    delete (this as any).message;
    if (options !== null && typeof options === 'object') {
      const name = options.name;
      this.#name = name === undefined ? 'Error' : `${name}`;
      if ('cause' in options) {
        Object.defineProperty(this, 'cause', {
          value: options.cause,
          writable: true,
          enumerable: false,
          configurable: true,
        });
      }
    } else this.#name = `${options}`;
    const stack: any = this.stack;
    if (typeof stack === 'string' && stack.startsWith('Error')) {
      this.stack = this.#name + stack.slice(5);
    }
  }

  override get name(): any {
    return this.#name;
  }

  override get message(): any {
    return this.#message;
  }

  get code(): number {
    if (this.#name === '') return 0;
    return CODE_NAMES.indexOf(this.#name) + 1;
  }

  get [Symbol.toStringTag](): string {
    return 'DOMException';
  }

  static readonly INDEX_SIZE_ERR = 1;
  static readonly HIERARCHY_REQUEST_ERR = 3;
  static readonly WRONG_DOCUMENT_ERR = 4;
  static readonly INVALID_CHARACTER_ERR = 5;
  static readonly NO_MODIFICATION_ALLOWED_ERR = 7;
  static readonly NOT_FOUND_ERR = 8;
  static readonly NOT_SUPPORTED_ERR = 9;
  static readonly INUSE_ATTRIBUTE_ERR = 10;
  static readonly INVALID_STATE_ERR = 11;
  static readonly SYNTAX_ERR = 12;
  static readonly INVALID_MODIFICATION_ERR = 13;
  static readonly NAMESPACE_ERR = 14;
  static readonly INVALID_ACCESS_ERR = 15;
  static readonly TYPE_MISMATCH_ERR = 17;
  static readonly SECURITY_ERR = 18;
  static readonly NETWORK_ERR = 19;
  static readonly ABORT_ERR = 20;
  static readonly URL_MISMATCH_ERR = 21;
  static readonly QUOTA_EXCEEDED_ERR = 22;
  static readonly TIMEOUT_ERR = 23;
  static readonly INVALID_NODE_TYPE_ERR = 24;
  static readonly DATA_CLONE_ERR = 25;
}
