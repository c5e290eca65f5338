// Days with a time of day behind them, as XML, JSON and workbooks write them where they mean a day.
#ifndef PENUMBRA_INGEST_TIME_OF_DAY_H_
#define PENUMBRA_INGEST_TIME_OF_DAY_H_

#include <string_view>

namespace penumbra::ingest {

// The first ten bytes when a time of day or a time zone stands behind them and nothing else: "2015-04-07T00:00:00.000",
// "2015-04-07 04:41:55Z", "2015-04-07-04:00" (xs:date and xs:dateTime), "2015-04-07 04:41 PM". Any other text is given
// back whole, without blanks at its ends: "2015-04-07 (corrected)" is half understood, and so it is no day. Whether the
// ten bytes are one is for the caller to say. A view into the argument; safe from any thread.
std::string_view without_time(std::string_view text);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TIME_OF_DAY_H_
