#!/usr/bin/env bash
# The data set Theoph of R 4.2.2 (Debian r-base-core 4.2.2.20221110-2), the most used one of pharmacokinetics: Dose in mg/kg times Wt in kg is 319
# to 321 mg for eleven of the twelve subjects, as of one dose of 320 mg for all, and 267.8 mg for subject 9: 3.10 mg/kg for 86.4 kg, where
# 320 mg would be 3.70. Either one subject got another dose, of which the manual (?Theoph) says nothing, or a digit is wrong; the
# data do not tell which. The other number makes clearance and volume per bioavailability of that subject larger by a fifth (320 / 267.8),
# which a fit takes for a difference between persons.
# Seen 2026-11-30: "Dose * Wt, mg: subject 9 267.8, the others 318.6 to 320.6; Dose of subject 9 3.10, 320 / Wt 3.70".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download r-base-core=4.2.2.20221110-2 libblas3 liblapack3 libgfortran5 libquadmath0 libgomp1 libreadline8 libtirpc3 libicu72 \
  libpcre2-8-0 > /dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
export R_HOME="$folder/usr/lib/R"
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$R_HOME/lib:$libraries:$libraries/blas:$libraries/lapack"
cat > try.R << 'R'
of_each <- Theoph[!duplicated(Theoph$Subject), ]
total <- of_each$Dose * of_each$Wt
is_nine <- of_each$Subject == "9"
cat(sprintf("Dose * Wt, mg: subject 9 %.1f, the others %.1f to %.1f; Dose of subject 9 %.2f, 320 / Wt %.2f\n", total[is_nine],
            min(total[!is_nine]), max(total[!is_nine]), of_each$Dose[is_nine], 320 / of_each$Wt[is_nine]))
is_as_seen <- nrow(of_each) == 12 && abs(total[is_nine] - 267.84) < 0.01 && all(abs(total[!is_nine] - 320) < 1.5)
quit(status = if (is_as_seen) 0 else 1)
R
"$R_HOME/bin/exec/R" --vanilla --no-echo --file=try.R
