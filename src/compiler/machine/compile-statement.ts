// Statements of the machine subset. Layer: compiler/machine.
// Each compile function appends C lines and answers whether control can reach the statement's end, so that missing
// returns and silent fallthrough are found before clang sees anything.

import ts from 'typescript';

import { requireBoolean } from './compile-operator.ts';
import type { Context } from './context.ts';
import { convert } from './conversion.ts';
import type { Expression } from './expression.ts';
import { breakLabel, continueLabel, type Frame, JumpFrames } from './jump-frames.ts';
import { cTypeOf, isInteger, literalFits, type MachineType } from './machine-type.ts';

export class StatementCompiler {
  readonly lines: string[] = [];
  /** Some statement was rejected, so that nothing follows from where control seems to end. */
  rejected = false;
  readonly #context: Context;
  readonly #result: MachineType;
  readonly #frames = new JumpFrames();
  #depth = 1;

  constructor(context: Context, result: MachineType) {
    this.#context = context;
    this.#result = result;
  }

  /** A list of statements in a scope of its own. */
  block(statements: readonly ts.Statement[]): boolean {
    return this.#context.scoped(() => {
      let completes = true;
      for (const statement of statements) completes = this.statement(statement) && completes;
      return completes;
    });
  }

  statement(node: ts.Statement): boolean {
    const completes = this.#context.diagnostics.attempt(() => this.#statement(node, null));
    if (completes === null) this.rejected = true;
    return completes ?? false;
  }

  #statement(node: ts.Statement, label: string | null): boolean {
    if (ts.isBlock(node)) return this.#nested('{', () => this.block(node.statements));
    if (ts.isLabeledStatement(node)) return this.#labelled(node);
    if (ts.isEmptyStatement(node)) return true;
    this.#position(node);
    if (ts.isExpressionStatement(node)) return this.#expression(node);
    if (ts.isVariableStatement(node)) return this.#variables(node.declarationList);
    if (ts.isIfStatement(node)) return this.#if(node);
    if (ts.isForStatement(node)) return this.#for(node, label);
    if (ts.isWhileStatement(node)) return this.#while(node, label);
    if (ts.isDoStatement(node)) return this.#do(node, label);
    if (ts.isSwitchStatement(node)) return this.#switch(node, label);
    if (ts.isReturnStatement(node)) return this.#return(node);
    if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) return this.#jump(node);
    return this.#context.reject(node, 'unsupported', refusal(node));
  }

  #emit(line: string): void {
    this.lines.push('  '.repeat(this.#depth) + line);
  }

  #position(node: ts.Node): void {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    this.lines.push(`#line ${line + 1} ${JSON.stringify(this.#context.module.fileName)}`);
  }

  #nested<T>(opening: string, work: () => T): T {
    this.#emit(opening);
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
      this.#emit('}');
    }
  }

  #body(opening: string, node: ts.Statement): boolean {
    return this.#nested(opening, () => this.block(ts.isBlock(node) ? node.statements : [node]));
  }

  #expression(node: ts.ExpressionStatement): boolean {
    const expression = this.#context.expression(node.expression);
    this.#emit(`${expression.c};`);
    return expression.type !== 'never';
  }

  #variables(list: ts.VariableDeclarationList): boolean {
    for (const declaration of list.declarations) {
      const { name } = declaration;
      if (!ts.isIdentifier(name))
        this.#context.reject(name, 'unsupported', 'no destructuring in machine modules');
      const done = this.#context.diagnostics.attempt(() => this.#variable(declaration, name, list));
      if (done !== null) continue;
      this.#context.declare(name.text, null);
      this.rejected = true;
    }
    return true;
  }

  #variable(
    node: ts.VariableDeclaration,
    name: ts.Identifier,
    list: ts.VariableDeclarationList,
  ): true {
    const context: Context = this.#context;
    if (!(list.flags & (ts.NodeFlags.Let | ts.NodeFlags.Const)))
      context.reject(node, 'unsupported', 'write let or const, not var');
    if (context.declares(name.text))
      context.reject(name, 'duplicate', `"${name.text}" is declared twice`);
    const annotated =
      node.type === undefined ? null : context.program.type(node.type, context.module);
    const initial = node.initializer === undefined ? null : context.expression(node.initializer);
    const type = annotated ?? initial?.type;
    if (type === undefined)
      context.reject(node, 'type', `"${name.text}" needs a machine type or an initialiser`);
    if (type === 'void' || type === 'never')
      context.reject(node, 'type', `"${name.text}" cannot hold ${type}`);
    const value =
      initial === null
        ? null
        : convert(initial, type, node.initializer as ts.Node, context.diagnostics);
    const cName = context.declare(name.text, {
      type,
      assignable: (list.flags & ts.NodeFlags.Const) === 0,
    });
    // C's own name is in scope in its initialiser already, so a shadowing local must not read itself.
    if (
      value !== null &&
      new RegExp(`(^|[^A-Za-z0-9_])${cName.replaceAll('$', '\\$')}($|[^A-Za-z0-9_])`).test(value.c)
    )
      context.reject(
        node,
        'unsupported',
        `"${name.text}" hides the variable that its initialiser reads: rename one`,
      );
    this.#emit(
      `${cTypeOf(type)} ${cName} = ${value?.c ?? (type === 'Value' ? 'DR_UNDEFINED' : '0')};`,
    );
    return true;
  }

  #condition(node: ts.Expression): Expression {
    return requireBoolean(this.#context.expression(node), node, this.#context);
  }

  #if(node: ts.IfStatement): boolean {
    const condition = this.#condition(node.expression);
    const first = this.#body(`if (${condition.c}) {`, node.thenStatement);
    if (node.elseStatement === undefined) return true;
    const second = this.#body('else {', node.elseStatement);
    return first || second;
  }

  #loop(label: string | null, opening: string, closing: string, body: ts.Statement): Frame {
    const frame = this.#frames.enter('loop', label);
    this.#emit(opening);
    this.#depth++;
    this.block(ts.isBlock(body) ? body.statements : [body]);
    if (frame.continueLabel) this.#emit(`${continueLabel(frame)}:;`);
    this.#depth--;
    this.#emit(closing);
    this.#leave(frame);
    return frame;
  }

  #leave(frame: Frame): void {
    this.#frames.leave();
    if (frame.breakLabel) this.#emit(`${breakLabel(frame)}:;`);
  }

  #for(node: ts.ForStatement, label: string | null): boolean {
    return this.#context.scoped(() =>
      this.#nested('{', () => {
        if (node.initializer !== undefined) {
          if (ts.isVariableDeclarationList(node.initializer)) this.#variables(node.initializer);
          else this.#emit(`${this.#context.expression(node.initializer).c};`);
        }
        const condition = node.condition === undefined ? null : this.#condition(node.condition);
        const step =
          node.incrementor === undefined ? '' : this.#context.expression(node.incrementor).c;
        const frame = this.#loop(
          label,
          `for (; ${condition?.c ?? ''}; ${step}) {`,
          '}',
          node.statement,
        );
        return frame.broken || (condition !== null && condition.value !== 1n);
      }),
    );
  }

  #while(node: ts.WhileStatement, label: string | null): boolean {
    const condition = this.#condition(node.expression);
    const frame = this.#loop(label, `while (${condition.c}) {`, '}', node.statement);
    return frame.broken || condition.value !== 1n;
  }

  #do(node: ts.DoStatement, label: string | null): boolean {
    const condition = this.#condition(node.expression);
    const frame = this.#loop(label, 'do {', `} while (${condition.c});`, node.statement);
    return frame.broken || condition.value !== 1n;
  }

  #labelled(node: ts.LabeledStatement): boolean {
    const body = node.statement;
    if (!ts.isIterationStatement(body, false) && !ts.isSwitchStatement(body))
      this.#context.reject(node, 'unsupported', 'labels stand before loops and switches');
    return this.#statement(body, node.label.text);
  }

  #switch(node: ts.SwitchStatement, label: string | null): boolean {
    const context: Context = this.#context;
    const subject = context.expression(node.expression);
    if (!isInteger(subject.type))
      context.reject(
        node.expression,
        'conversion',
        `a machine switch is on an integer, not ${subject.type}`,
      );
    const frame = this.#frames.enter('switch', label);
    const seen = new Set<bigint>();
    const { clauses } = node.caseBlock;
    let completes = true;
    this.#nested(`switch (${subject.c}) {`, () => {
      for (const [index, clause] of clauses.entries()) {
        this.#emit(
          ts.isDefaultClause(clause)
            ? 'default:'
            : `case ${this.#caseValue(clause, subject.type, seen)}:`,
        );
        if (clause.statements.length === 0 && index < clauses.length - 1) continue;
        completes = this.#nested('{', () => this.block(clause.statements));
        if (completes && index < clauses.length - 1)
          context.diagnostics.add(
            clause,
            'fallthrough',
            'this case falls into the next one: end it with break or return',
          );
      }
    });
    this.#leave(frame);
    return completes || frame.broken || !clauses.some(ts.isDefaultClause);
  }

  #caseValue(clause: ts.CaseClause, type: MachineType, seen: Set<bigint>): string {
    const context: Context = this.#context;
    const node = clause.expression;
    const expression = context.expression(node);
    const { value } = expression;
    if (typeof value !== 'bigint' || !isInteger(expression.type))
      context.reject(node, 'notConstant', 'a case of a machine switch is an integer constant');
    if (!literalFits(value, type))
      context.reject(node, 'literalRange', `${value} does not fit ${type}`);
    const converted = convert({ ...expression, flexible: true }, type, node, context.diagnostics);
    if (seen.has(converted.value as bigint))
      context.reject(node, 'duplicate', `case ${value} appears twice`);
    seen.add(converted.value as bigint);
    return converted.c;
  }

  #return(node: ts.ReturnStatement): boolean {
    const context: Context = this.#context;
    if (node.expression === undefined) {
      if (this.#result !== 'void')
        context.reject(node, 'missingReturn', `this function returns ${this.#result}`);
      this.#emit('return;');
      return false;
    }
    const value = context.expression(node.expression);
    if (value.type === 'never') this.#emit(`${value.c};`);
    else if (this.#result === 'void') {
      if (value.type !== 'void')
        context.reject(node, 'conversion', 'this function returns nothing');
      this.#emit(`${value.c};`);
      this.#emit('return;');
    } else
      this.#emit(`return ${convert(value, this.#result, node.expression, context.diagnostics).c};`);
    return false;
  }

  #jump(node: ts.BreakOrContinueStatement): boolean {
    const label = node.label?.text ?? null;
    const jump = ts.isBreakStatement(node)
      ? this.#frames.breakFrom(label)
      : this.#frames.continueWith(label);
    if (jump === null) this.#context.reject(node, 'unknownName', 'there is no loop to leave here');
    this.#emit(jump);
    return false;
  }
}

function refusal(node: ts.Statement): string {
  if (ts.isTryStatement(node) || ts.isThrowStatement(node))
    return 'no try or throw in machine modules: return EXCEPTION, and test isException(...)';
  if (ts.isForOfStatement(node) || ts.isForInStatement(node))
    return 'no for-of or for-in in machine modules';
  if (ts.isFunctionDeclaration(node)) return 'no nested functions in machine modules';
  if (ts.isClassDeclaration(node)) return 'no classes in machine modules';
  return 'this statement is not in the machine subset';
}
