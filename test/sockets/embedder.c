/*
 * A small embedder: Duktape, and BSD's sockets as the global `sockets`.
 *
 *   embedder program.js [argument]
 *
 * This is all that an engine without an event loop needs for globeflower/net.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <duktape.h>

#define MOST 64

static duk_ret_t fail(duk_context *ctx) {
  return duk_error(ctx, DUK_ERR_ERROR, "%s", strerror(errno));
}

static int later(void) {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* A socket that does not block, connected to or bound to the first address of the name. */
static int opened(duk_context *ctx, int binds) {
  struct addrinfo hints = {0}, *found = NULL;
  int fd, one = 1, status;
  char port[16];
  snprintf(port, sizeof port, "%d", duk_require_int(ctx, 1));
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  status = getaddrinfo(duk_require_string(ctx, 0), port, &hints, &found);
  if (status != 0) return duk_error(ctx, DUK_ERR_ERROR, "%s", gai_strerror(status));
  fd = socket(found->ai_family, SOCK_STREAM, 0);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  if (binds) {
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    status = bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, 128);
  } else {
    status = connect(fd, found->ai_addr, found->ai_addrlen);
    if (status != 0 && errno == EINPROGRESS) status = 0;
  }
  freeaddrinfo(found);
  if (status == 0) return fd;
  close(fd);
  return fail(ctx);
}

static duk_ret_t do_connect(duk_context *ctx) {
  duk_push_int(ctx, opened(ctx, 0));
  return 1;
}

static duk_ret_t do_listen(duk_context *ctx) {
  duk_push_int(ctx, opened(ctx, 1));
  return 1;
}

static duk_ret_t do_failure(duk_context *ctx) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(duk_require_int(ctx, 0), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error == 0) duk_push_null(ctx);
  else duk_push_string(ctx, strerror(error));
  return 1;
}

static duk_ret_t do_read(duk_context *ctx) {
  int fd = duk_require_int(ctx, 0), size = duk_require_int(ctx, 1);
  void *data = duk_push_dynamic_buffer(ctx, size);
  ssize_t count = recv(fd, data, size, 0);
  if (count < 0 && !later()) return fail(ctx);
  if (count < 0) duk_push_null(ctx);
  else {
    duk_resize_buffer(ctx, -1, count);
    duk_push_buffer_object(ctx, -1, 0, count, DUK_BUFOBJ_UINT8ARRAY);
  }
  return 1;
}

static duk_ret_t do_write(duk_context *ctx) {
  duk_size_t size;
  void *data = duk_require_buffer_data(ctx, 1, &size);
  ssize_t count = send(duk_require_int(ctx, 0), data, size, MSG_NOSIGNAL);
  if (count < 0 && !later()) return fail(ctx);
  duk_push_int(ctx, count < 0 ? 0 : (int)count);
  return 1;
}

static duk_ret_t do_end(duk_context *ctx) {
  shutdown(duk_require_int(ctx, 0), SHUT_WR);
  return 0;
}

static duk_ret_t do_close(duk_context *ctx) {
  close(duk_require_int(ctx, 0));
  return 0;
}

static duk_ret_t do_accept(duk_context *ctx) {
  int fd = accept(duk_require_int(ctx, 0), NULL, NULL);
  if (fd >= 0) fcntl(fd, F_SETFL, O_NONBLOCK);
  duk_push_int(ctx, fd);
  return 1;
}

static duk_ret_t do_port(duk_context *ctx) {
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  getsockname(duk_require_int(ctx, 0), (struct sockaddr *)&address, &size);
  duk_push_int(ctx, ntohs(address.sin_port));
  return 1;
}

static int collect(duk_context *ctx, int list, short events, struct pollfd *all, int count) {
  int i, j, length = (int)duk_get_length(ctx, list);
  for (i = 0; i < length && count < MOST; i++) {
    duk_get_prop_index(ctx, list, i);
    int fd = duk_get_int(ctx, -1);
    duk_pop(ctx);
    for (j = 0; j < count && all[j].fd != fd; j++) {}
    if (j == count) {
      all[count].fd = fd;
      all[count++].events = 0;
    }
    all[j].events |= events;
  }
  return count;
}

static duk_ret_t do_poll(duk_context *ctx) {
  struct pollfd all[MOST];
  double delay = duk_require_number(ctx, 2);
  int i, ready = 0, count = collect(ctx, 1, POLLOUT, all, collect(ctx, 0, POLLIN, all, 0));
  poll(all, count, delay < 0 ? -1 : (int)(delay + 0.999));
  duk_push_array(ctx);
  for (i = 0; i < count; i++) {
    if (all[i].revents == 0) continue;
    duk_push_int(ctx, all[i].fd);
    duk_put_prop_index(ctx, -2, ready++);
  }
  return 1;
}

static duk_ret_t do_print(duk_context *ctx) {
  printf("%s\n", duk_safe_to_string(ctx, 0));
  fflush(stdout);
  return 0;
}

static const duk_function_list_entry functions[] = {
    {"connect", do_connect, 2}, {"listen", do_listen, 2}, {"failure", do_failure, 1}, {"read", do_read, 2},
    {"write", do_write, 2},     {"end", do_end, 1},       {"close", do_close, 1},     {"accept", do_accept, 1},
    {"port", do_port, 1},       {"poll", do_poll, 3},     {NULL, NULL, 0},
};

int main(int argc, char **argv) {
  duk_context *ctx = duk_create_heap_default();
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  long size;
  char *source;
  if (file == NULL) return 2;
  fseek(file, 0, SEEK_END);
  size = ftell(file);
  rewind(file);
  source = malloc(size);
  if (fread(source, 1, size, file) != (size_t)size) return 2;
  duk_push_object(ctx);
  duk_put_function_list(ctx, -1, functions);
  duk_put_global_string(ctx, "sockets");
  duk_push_c_function(ctx, do_print, 1);
  duk_put_global_string(ctx, "print");
  duk_push_string(ctx, argc > 2 ? argv[2] : "");
  duk_put_global_string(ctx, "argument");
  if (duk_peval_lstring(ctx, source, size) != 0) {
    fprintf(stderr, "%s\n", duk_safe_to_stacktrace(ctx, -1));
    return 1;
  }
  return 0;
}
