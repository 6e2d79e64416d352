// PostgreSQL's client library, as the system has it.
#include <libpq-fe.h>

// Its names of an error's fields are characters, which Swift does not import.
static const int payscore_field_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int payscore_field_sqlstate = PG_DIAG_SQLSTATE;
static const int payscore_field_message = PG_DIAG_MESSAGE_PRIMARY;
