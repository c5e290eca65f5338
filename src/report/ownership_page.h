// An ownership answer as the report needs it: plain values, filled by whoever asked the rules.
#ifndef PENUMBRA_REPORT_OWNERSHIP_PAGE_H_
#define PENUMBRA_REPORT_OWNERSHIP_PAGE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "penumbra/date.h"

namespace penumbra::report {

struct OwnershipListingRow {
  std::string list;
  std::string from;  // as the source states it; "" when silent
  std::string to;    // first day on which it no longer holds; "" when open
};

// A statement about ownership or control.
struct OwnershipStakeRow {
  std::string owner;  // id of a party, or "?" for a holder that is not disclosed
  std::string asset;  // id of a party
  std::string kind;   // equity, votes, profits, appoints-majority, joint-arrangement, controls, family
  std::string share;  // percentage as stated: "51", ">50", "25..50"; "" for kinds that are not measured, or unstated
  std::string share_low;  // exact decimals in percent; "" for kinds that are not measured
  std::string share_high;
  bool measured = false;  // the kind is a share that can be added up
  std::string from;
  std::string to;
  std::string recorded;  // day; "" when not stated
  std::string source;
  std::string sentence;
};

struct OwnershipChainRow {
  std::size_t stake = 0;  // index into OwnershipPage::stakes
  bool only_possible = false;
};

struct OwnershipFlagRow {
  std::string key;
  std::string text;
};

struct OwnershipRuleRow {
  std::string id;
  std::string version;
  std::string source;   // authority, document, paragraph
  std::string status;   // in-force, suspended, ...; "not-on-record" where the record has no version for the day
  std::string checked;  // whether and when the text was read
  std::string check_by;
};

struct OwnershipPartyRow {
  std::string id;
  std::string name;
  std::string kind;
  std::string country;
  std::string verdict;  // designated, restricted, control-review, licence, undetermined, not-by-ownership
  std::string sentence;
  std::string share;      // counted, in words: "52 %", ">25..50 %"; "" where nothing was counted
  std::string share_low;  // exact decimals in percent
  std::string share_high;
  std::string measure;
  std::size_t rule = 0;  // index into OwnershipPage::rules
  std::vector<OwnershipFlagRow> flags;
  std::vector<OwnershipListingRow> listings;  // of the party itself
  std::vector<OwnershipChainRow> chain;       // each statement's owner is listed or comes from statements before it
  std::vector<std::string> missing;           // facts that would decide it
};

struct OwnershipPage {
  std::string regime;
  std::string graph;  // name of the folder or file that was read
  Date as_of;
  std::string known_at;  // "" for everything
  std::vector<OwnershipRuleRow> rules;
  std::vector<OwnershipPartyRow> parties;  // in order of the facts
  std::vector<OwnershipStakeRow> stakes;   // all that were stated, in order of the facts
  std::vector<std::string> incomplete;
};

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_OWNERSHIP_PAGE_H_
