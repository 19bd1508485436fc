"""What schemathesis has to know to fuzz the server: how a query is written into a body."""

import schemathesis


@schemathesis.serializer("application/sparql-query")
def sparql(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
