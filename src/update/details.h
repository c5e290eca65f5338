// Interfaces that give a list in two steps: first the parties, then, asked for each of them, the acts that concern it.
// Both become one file, as the readers expect it.
#ifndef PENUMBRA_UPDATE_DETAILS_H_
#define PENUMBRA_UPDATE_DETAILS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::update {

// What is to be added to each record of a JSON file.
struct DetailRule {
  std::string address;      // with {member}: the text or number of that member of the record; "" adds none
  std::string member;       // under which the answer stands in the record
  int days = 7;             // an answer is used again for 1 to so many days, spread over the records
  std::string kind_member;  // given the name of the file without extension, in records that lack it; "" none
  bool operator==(const DetailRule&) const = default;
};

struct DetailOutcome {
  std::string file;  // the records with what was added, as one JSON array, a record a line
  std::size_t records = 0;
  std::size_t asked = 0;    // answers that came over the network
  std::size_t missing = 0;  // records of which the server knows nothing (404)
};

// Fetches one address: its bytes; "" when the server has no such thing; errors of fetch(). Called in the order of the
// records.
using AskDetail = std::function<Result<std::string>(const std::string& address)>;

// Takes an answer that just came, as a line for `kept` of the next run, before the next one is asked for: whatever ends
// the process, it need not be asked for again. An error ends the joining.
using KeepDetail = std::function<Status(std::string_view line)>;

// Joins. `bytes` is one JSON array of objects; `kept` the answers of earlier runs, replaced by what is to be kept now,
// also when an answer could not be had, so that the next run goes on from there. Lines that a crash cut are passed
// over; of several about one address the last counts. Errors: kSyntax and others of the JSON, kUnexpectedStructure (a
// record without the member that the address needs, two records with one, an answer that is no JSON), or what `ask`
// returned. Memory: a few times the bytes and answers.
Result<DetailOutcome> join_details(std::string_view bytes, const std::string& file, const DetailRule& rule, Date today,
                                   std::string& kept, const AskDetail& ask, const KeepDetail& keep = {});

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_DETAILS_H_
