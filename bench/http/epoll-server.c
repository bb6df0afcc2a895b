/* The yardstick: what one core can do for "hello" over HTTP/1.1 with keep-alive and pipelining, with as little work per
   request as the kernel's sockets allow. One thread, level-triggered epoll, no parsing beyond the end of the head.
   Usage: epoll-server PORT. Build: clang -O2 -o epoll-server epoll-server.c */

#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAXIMUM_FILES = 4096, BUFFER_SIZE = 65536, EVENTS = 256 };

static unsigned matched[MAXIMUM_FILES]; /* bytes of CR LF CR LF seen so far, per connection */
static char input[BUFFER_SIZE], output[BUFFER_SIZE * 4], answer[512];
static size_t answer_length;
static time_t answer_second;

static void refresh_answer(void) {
  time_t now = time(NULL);
  if (now == answer_second) return;
  answer_second = now;
  char date[64];
  struct tm parts;
  strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &parts));
  answer_length = (size_t)snprintf(answer, sizeof answer,
    "HTTP/1.1 200 OK\r\nDate: %s\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
    "Content-Length: 5\r\n\r\nhello", date);
}

/* Answers every complete head; 0 when the connection is over. */
static int serve(int file) {
  ssize_t count = read(file, input, sizeof input);
  if (count <= 0) return 0;
  refresh_answer();
  size_t length = 0;
  unsigned state = matched[file];
  for (ssize_t i = 0; i < count; i++) {
    char c = input[i];
    if (c == (state & 1 ? '\n' : '\r')) state++;
    else state = c == '\r';
    if (state == 4) {
      state = 0;
      if (length + answer_length > sizeof output) {
        if (write(file, output, length) != (ssize_t)length) return 0;
        length = 0;
      }
      memcpy(output + length, answer, answer_length);
      length += answer_length;
    }
  }
  matched[file] = state;
  return length == 0 || write(file, output, length) == (ssize_t)length;
}

int main(int argc, char **argv) {
  int on = 1, port = argc > 1 ? atoi(argv[1]) : 8080;
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 511) < 0) {
    perror("listen");
    return 1;
  }
  int poll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[EVENTS];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(poll, events, EVENTS, -1);
    for (int i = 0; i < count; i++) {
      int file = events[i].data.fd;
      if (file == listener) {
        int client = accept4(listener, NULL, NULL, 0);
        if (client < 0) continue;
        if (client >= MAXIMUM_FILES) {
          close(client);
          continue;
        }
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        matched[client] = 0;
        event = (struct epoll_event){.events = EPOLLIN, .data.fd = client};
        epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
      } else if (!serve(file)) {
        close(file);
      }
    }
  }
}
