// The parser that has the last word: what a document says, and what is wrong with it.
#ifndef PENUMBRA_INGEST_XML_EXPAT_H_
#define PENUMBRA_INGEST_XML_EXPAT_H_

#include "ingest/xml_records.h"

namespace penumbra::ingest {

// Reads a document with expat. False when an event ended the reading; errors as read_xml() has them. Linear.
Result<bool> parse_with_expat(const InputFile& input, XmlRecords& records);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_EXPAT_H_
