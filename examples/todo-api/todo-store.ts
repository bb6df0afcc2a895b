// The todos, and what a valid one is.

import { HttpError } from './router.ts';

export interface Todo {
  id: number;
  title: string;
  done: boolean;
  createdAt: string;
}

const LONGEST_TITLE = 200;

function validTitle(value: unknown): string {
  if (typeof value !== 'string') throw new HttpError(422, 'title must be a string');
  const title = value.trim();
  if (title === '') throw new HttpError(422, 'title must not be empty');
  if (title.length > LONGEST_TITLE)
    throw new HttpError(422, `title is longer than ${LONGEST_TITLE}`);
  return title;
}

function validDone(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new HttpError(422, 'done must be a boolean');
  return value;
}

function fieldsOf(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new HttpError(422, 'body must be an object');
  return input as Record<string, unknown>;
}

export class TodoStore {
  readonly #todos = new Map<number, Todo>();
  #nextId = 1;

  list(done?: boolean): Todo[] {
    const all = [...this.#todos.values()];
    return done === undefined ? all : all.filter((todo) => todo.done === done);
  }

  create(input: unknown): Todo {
    const { title, done = false } = fieldsOf(input);
    const todo = {
      id: this.#nextId++,
      title: validTitle(title),
      done: validDone(done),
      createdAt: new Date().toISOString(),
    };
    this.#todos.set(todo.id, todo);
    return todo;
  }

  get(id: string | undefined): Todo {
    const todo = this.#todos.get(Number(id));
    if (todo === undefined) throw new HttpError(404, `no todo ${id}`);
    return todo;
  }

  update(id: string | undefined, input: unknown): Todo {
    const todo = this.get(id);
    const { title, done } = fieldsOf(input);
    if (title !== undefined) todo.title = validTitle(title);
    if (done !== undefined) todo.done = validDone(done);
    return todo;
  }

  remove(id: string | undefined): void {
    this.#todos.delete(this.get(id).id);
  }
}
