/*
 * response.h - answers on their way out: the headers that every one carries.
 */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web/request.h"

#include <microhttpd.h>

/* Type, policy, cache and the rest of the headers. */
void response_put_headers(struct MHD_Response *m, const struct web_response *out);

/* Queues the answer and clears its body. */
enum MHD_Result response_send(struct MHD_Connection *c, struct web_response *out);

/* The page that tells why nothing else is shown; text NULL asks for the password. */
enum MHD_Result response_refuse(struct MHD_Connection *c, int status, const char *text);

#endif
