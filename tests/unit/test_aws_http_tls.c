/* http over TLS: a certificate that nobody vouches for ends the request before its first byte. */
#include "http_outcome.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"

/* A server with a certificate of its own making for 127.0.0.1. */
struct tls_server {
    pthread_t thread;
    int listener, port;
    SSL_CTX *context;
    EVP_PKEY *key;
    X509 *certificate;
};

static void make_certificate(struct tls_server *server)
{
    X509 *certificate = X509_new();
    X509_EXTENSION *names = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1");
    X509_NAME *name = X509_get_subject_name(certificate);

    server->key = EVP_EC_gen("P-256");
    assert_non_null(server->key);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_set_version(certificate, 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"a test", -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, server->key);
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    assert_true(X509_sign(certificate, server->key, EVP_sha256()) > 0);
    server->certificate = certificate;
}

static void answer(SSL *tls)
{
    static const char text[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    struct strbuf got = STRBUF_INIT;
    char block[4096];
    int count;

    while (!strstr(got.text, "\r\n\r\n") && (count = SSL_read(tls, block, sizeof block)) > 0)
        strbuf_add(&got, block, (size_t)count);
    if (got.length)
        SSL_write(tls, text, sizeof text - 1);
    strbuf_release(&got);
}

static void *serve(void *context)
{
    struct tls_server *server = context;
    int fd;

    while ((fd = accept(server->listener, NULL, NULL)) >= 0) {
        SSL *tls = SSL_new(server->context);

        SSL_set_fd(tls, fd);
        if (SSL_accept(tls) == 1)
            answer(tls);
        SSL_shutdown(tls);
        SSL_free(tls);
        close(fd);
    }
    return NULL;
}

static void server_init(struct tls_server *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;

    make_certificate(server);
    server->context = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate(server->context, server->certificate), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(server->context, server->key), 1);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(server->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(server->listener, 8), 0);
    assert_int_equal(getsockname(server->listener, (struct sockaddr *)&address, &length), 0);
    server->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void server_release(struct tls_server *server)
{
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listener);
    SSL_CTX_free(server->context);
    X509_free(server->certificate);
    EVP_PKEY_free(server->key);
}

/* Sends one GET over TLS, trusting bundle (NULL: the system's certificates). */
static void get_with(const char *bundle, int port, struct http_outcome *outcome)
{
    struct err err = {0};
    struct http *http = http_new(bundle, &err);

    assert_non_null(http);
    http_outcome_send(http, http_outcome_get(mem_printf("https://127.0.0.1:%d/", port)), outcome);
    http_outcome_wait(http, outcome);
    http_free(http);
}

static void a_certificate_that_nobody_vouches_for_is_refused(void **state)
{
    struct tls_server server;
    struct http_outcome outcome = {0};
    char *expected;

    (void)state;
    server_init(&server);
    get_with(NULL, server.port, &outcome);
    expected = mem_printf("the certificate of 127.0.0.1:%d is not trusted", server.port);
    assert_string_equal(outcome.err.text, expected);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_non_null(strstr(outcome.err.hint, "AWS_CA_BUNDLE"));
    assert_int_equal(outcome.before, 0);
    assert_false(outcome.bytes_left);
    assert_false(outcome.transient);
    free(expected);
    http_outcome_release(&outcome);
    server_release(&server);
}

static void a_bundle_vouches_for_its_certificates(void **state)
{
    char path[] = "/tmp/etrig-test-XXXXXX";
    struct tls_server server;
    struct http_outcome outcome = {0};
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");

    (void)state;
    assert_non_null(file);
    server_init(&server);
    assert_int_equal(PEM_write_X509(file, server.certificate), 1);
    fclose(file);
    get_with(path, server.port, &outcome);
    unlink(path);
    assert_int_equal(outcome.status, 200);
    assert_string_equal(outcome.body.text, "ok");
    assert_int_equal(outcome.before, 1);
    http_outcome_release(&outcome);
    server_release(&server);
}

static void a_bundle_that_cannot_be_read_is_named(void **state)
{
    struct tls_server server;
    struct http_outcome outcome = {0};

    (void)state;
    server_init(&server);
    get_with("/nowhere/bundle.pem", server.port, &outcome);
    assert_string_equal(outcome.err.text, "the certificates in /nowhere/bundle.pem cannot be read");
    assert_false(outcome.transient);
    http_outcome_release(&outcome);
    server_release(&server);
}

/* https to a port that answers in plain text. */
static void a_server_without_tls_is_said_in_words(void **state)
{
    static const struct tiny_step step = {TINY_DROP_AT_ONCE, NULL, 0};
    struct tiny_server *server = tiny_server_new(&step, 1);
    struct http_outcome outcome = {.server = server};

    (void)state;
    get_with(NULL, tiny_server_port(server), &outcome);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_non_null(strstr(outcome.err.text, "no TLS connection came about"));
    assert_int_equal(outcome.before, 0);
    assert_false(outcome.bytes_left);
    http_outcome_release(&outcome);
    tiny_server_free(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_that_nobody_vouches_for_is_refused),
        cmocka_unit_test(a_bundle_vouches_for_its_certificates),
        cmocka_unit_test(a_bundle_that_cannot_be_read_is_named),
        cmocka_unit_test(a_server_without_tls_is_said_in_words),
    };

    signal(SIGPIPE, SIG_IGN); /* OpenSSL writes to a client that has gone */
    return cmocka_run_group_tests_name("aws http tls", tests, NULL, NULL);
}
