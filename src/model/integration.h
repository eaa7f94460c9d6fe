/*
 * integration: what stands behind an event trigger, in a person's words.
 */
#ifndef MODEL_INTEGRATION_H
#define MODEL_INTEGRATION_H

/* "VIP-callback (connect-campaigns)" for arn:aws:connect-campaigns:us-east-1:1234:campaign/VIP-callback: the
 * resource's name and the service; any other Uri as it is. Foreign text stays foreign. free(). */
char *integration_words(const char *uri);

#endif
