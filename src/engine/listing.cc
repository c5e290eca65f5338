#include "engine/listing.h"

namespace penumbra::engine {

std::string_view certainty_of(Holds holds, const PartialDate& from, Date as_of) {
  switch (holds) {
    case Holds::kYes:
      return "certain";
    case Holds::kPossibly:
      return "possible";
    case Holds::kNo:
      break;
  }
  return from.known() && from.earliest() > as_of ? "not-yet" : "ended";
}

Listing listing_of(const store::Snapshot& snapshot, const store::Listing& listed) {
  const model::Designation& designation = listed.designation;
  const store::SourceView& source = snapshot.sources()[listed.source];
  Listing out;
  out.list = designation.list;
  out.authority = designation.authority;
  out.programmes = designation.programmes;
  out.measures = designation.measures;
  out.act = designation.act;
  out.scope = designation.scope;
  out.listed_name = designation.listed_name;
  out.from = listed.from.to_string();
  out.to = listed.to.to_string();
  out.certainty = certainty_of(listed.holds, listed.from, snapshot.as_of());
  out.source = source.source;
  out.version = source.version == nullptr ? "" : source.version->id();
  out.evidence = designation.evidence.record;
  return out;
}

}  // namespace penumbra::engine
