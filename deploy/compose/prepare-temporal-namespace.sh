#!/bin/sh
# The namespace (72 hours of history) and the search attributes. Changes nothing the second time.
set -eu
address=temporal:7233
namespace=default

if temporal operator namespace describe --address "$address" --namespace "$namespace" > /dev/null 2>&1; then
  temporal operator namespace update --address "$address" --retention 72h "$namespace"
else
  temporal operator namespace create --address "$address" --retention 72h "$namespace"
fi

for attribute in OrganisationId ProjectId JobKind; do
  if ! temporal operator search-attribute list --address "$address" --namespace "$namespace" | grep -q "^ *$attribute "; then
    temporal operator search-attribute create --address "$address" --namespace "$namespace" --name "$attribute" --type Keyword
  fi
done
