// Who uses the program, for the record.
#ifndef PENUMBRA_CLI_PERSON_H_
#define PENUMBRA_CLI_PERSON_H_

#include <string>

namespace penumbra::cli {

// The stated name, or the name of the account that runs the program; its number when it has no name.
std::string person(const std::string& stated);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_PERSON_H_
