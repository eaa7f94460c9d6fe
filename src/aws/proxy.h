/*
 * proxy: which proxy stands before a URL, by the variables that curl and the AWS CLI read.
 *
 * https_proxy and http_proxy by the URL's scheme, then all_proxy, small letters first; NO_PROXY is the
 * transfer's to apply. Any thread.
 */
#ifndef AWS_PROXY_H
#define AWS_PROXY_H

/* The proxy's URL, or "" for none: what stays on this machine or its link (loopback, the metadata addresses)
 * never goes to one. It may hold a password: not for logs. borrowed. */
const char *proxy_for(const char *url);
/* What NO_PROXY says, or "". borrowed. */
const char *proxy_exempt(void);

#endif
