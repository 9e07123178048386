/*
 * local.h - a feed in a file that the user named. Inside fetch/ only.
 */
#ifndef FETCH_LOCAL_H
#define FETCH_LOCAL_H

#include "fetch/transfer.h"

/* Reads the file of a file: URL into on_body and fills in the response; error is room for
 * its sentence. A regular file only: a pipe could keep us for ever. */
void fetch_local_read(const struct transfer_setup *setup,
    const struct fetch_request *request, struct fetch_response *response, char *error,
    size_t error_size_bytes);

#endif
