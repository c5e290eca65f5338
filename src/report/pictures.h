// Pictures of an answer and the tables beside them: the chains, and what happened over time.
#ifndef PENUMBRA_REPORT_PICTURES_H_
#define PENUMBRA_REPORT_PICTURES_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "penumbra/exposure.h"
#include "report/bundle.h"
#include "report/flow_picture.h"
#include "report/page_parts.h"

namespace penumbra::report {

// The chains from an entity to what is bitten as boxes and lines, with what stands behind each.
struct ChainPicture {
  struct Fact {
    const ExposureHop* hop = nullptr;
    std::string needed;  // id of the box that the line leads to
    std::string needed_caption;
    const Bundle* bitten = nullptr;  // the heaviest bundle that bites there; null: it is only passed through
    bool first = false;              // the first line that leads to that box
  };
  Flow flow;
  std::vector<Fact> facts;          // one for each of flow.links
  std::vector<std::size_t> box_of;  // box to which the fact leads, by fact
  const Bundle* own = nullptr;      // what bites the entity itself
  std::size_t left_out = 0;         // bundles that did not fit into kMaxBoxes
};

// Heaviest bundles first, context left out. No boxes but the entity's: there is nothing to draw.
ChainPicture chain_picture(const EntityExposure& entity, const std::vector<Bundle>& bundles);

// One row for each line of the picture, in its order, with the keys of the picture's elements.
std::string chain_table(const ChainPicture& picture, const Register& names);

// What happened to an entity and to what it needs.
struct TimelineMark {
  enum class Lane { kState, kAct, kMeasure, kVerdict };
  Lane lane = Lane::kState;
  std::string from;  // as stated
  std::string to;    // "" for a point in time, or open
  std::string sign;
  std::string_view style;  // class of the style sheet
  std::string word;        // short, in the picture
  std::string text;        // whole, in the title and the table; a sentence without a full stop
  std::vector<std::string> sources;
  bool asserted = true;
};

// States with their acting side, acts, listings and measures by the day on which they began, and the heaviest severity
// on each of the days asked for; by day. Listings come from the exposures of all days, context left out.
std::vector<TimelineMark> timeline_marks(std::span<const ExposureAnswer> days, std::size_t entity);

// "" when no mark has a known day.
std::string timeline_picture(const std::string& caption, const std::vector<TimelineMark>& marks,
                             std::span<const ExposureAnswer> days);
std::string timeline_table(const std::vector<TimelineMark>& marks, const Register& names);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_PICTURES_H_
