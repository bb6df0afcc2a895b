// The HTML methods of String.prototype (ECMA-262 Annex B §B.2.2). Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import { indexOfString } from '../../runtime/strings.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringHtml {
  anchor(name: any): string {
    return element(this, 'anchor', 'a', 'name', name);
  }

  big(): string {
    return element(this, 'big', 'big', '', '');
  }

  blink(): string {
    return element(this, 'blink', 'blink', '', '');
  }

  bold(): string {
    return element(this, 'bold', 'b', '', '');
  }

  fixed(): string {
    return element(this, 'fixed', 'tt', '', '');
  }

  fontcolor(color: any): string {
    return element(this, 'fontcolor', 'font', 'color', color);
  }

  fontsize(size: any): string {
    return element(this, 'fontsize', 'font', 'size', size);
  }

  italics(): string {
    return element(this, 'italics', 'i', '', '');
  }

  link(url: any): string {
    return element(this, 'link', 'a', 'href', url);
  }

  small(): string {
    return element(this, 'small', 'small', '', '');
  }

  strike(): string {
    return element(this, 'strike', 'strike', '', '');
  }

  sub(): string {
    return element(this, 'sub', 'sub', '', '');
  }

  sup(): string {
    return element(this, 'sup', 'sup', '', '');
  }
}

/** CreateHTML (§B.2.2.2.1). */
function element(
  receiver: any,
  method: string,
  tag: string,
  attribute: string,
  value: any,
): string {
  const text = textOf(receiver, method);
  let start = '<' + tag;
  if (attribute !== '') start += ' ' + attribute + '="' + quoted(toStringValue(value)) + '"';
  return start + '>' + text + '</' + tag + '>';
}

function quoted(text: string): string {
  return indexOfString(text, '"', 0) < 0 ? text : text.replaceAll('"', '&quot;');
}
