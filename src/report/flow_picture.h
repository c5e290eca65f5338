// Boxes and lines from left to right as SVG: what the pictures of chains and of ownership have in common.
//
// Every box and line carries a key (`data-e`), and the table beside the picture carries the same keys in the same
// order.
#ifndef PENUMBRA_REPORT_FLOW_PICTURE_H_
#define PENUMBRA_REPORT_FLOW_PICTURE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/property_graph.h"

namespace penumbra::report {

// Most boxes in one picture; more cannot be read (screens-and-answers, row 34).
inline constexpr std::size_t kMaxBoxes = 50;

struct FlowBox {
  std::string caption;  // up to two lines; what does not fit is cut with an ellipsis, whole in the title and the table
  std::string small;    // one line below it: sign and what bites
  std::string title;    // whole, shown on pointing and read by screen readers
  std::string_view style;  // class of the style sheet: a severity, "root" or ""
  bool root = false;       // stands in the first column
};

struct FlowLink {
  std::size_t from = 0;
  std::size_t to = 0;
  Stroke stroke = Stroke::kSolid;
  std::string label;  // a share; "" for none
  std::string title;
};

struct Flow {
  std::vector<FlowBox> boxes;
  std::vector<FlowLink> links;
};

// "b3", "l7": keys of boxes and links, by their index.
std::string box_key(std::size_t index);
std::string link_key(std::size_t index);

// The picture. Columns are the shortest distance from a root; boxes that no root reaches start one themselves.
std::string draw(const Flow& flow, std::string_view title);

// Text broken at blanks into at most `lines` lines of `width` columns, cut with an ellipsis; East Asian letters are two
// columns wide.
std::vector<std::string> fitted(std::string_view text, std::size_t width, std::size_t lines);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_FLOW_PICTURE_H_
