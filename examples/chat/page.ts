// The page of the chat room.

export const page = `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>chat</title>
<style>
  body { font: 16px/1.5 system-ui; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
  ol { list-style: none; padding: 0 }
  b { margin-right: .5rem }
  form { display: flex; gap: .5rem }
  #text { flex: 1 }
</style>
<h1>chat</h1>
<ol id="messages"></ol>
<form id="form">
  <input id="name" placeholder="name" value="guest" size="8">
  <input id="text" placeholder="message" autofocus autocomplete="off">
  <button>send</button>
</form>
<script>
  const list = document.getElementById('messages');
  new EventSource('/events').onmessage = (event) => {
    const message = JSON.parse(event.data);
    const item = document.createElement('li');
    const name = document.createElement('b');
    name.textContent = message.name;
    item.append(name, message.text);
    list.append(item);
    item.scrollIntoView();
  };
  const field = document.getElementById('text');
  document.getElementById('form').onsubmit = (event) => {
    event.preventDefault();
    const name = document.getElementById('name').value;
    fetch('/messages', { method: 'POST', body: JSON.stringify({ name, text: field.value }) });
    field.value = '';
  };
</script>
`;
