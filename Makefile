# Each line is short; the work is in scripts/. Every command is safe to run twice.
.PHONY: run test check bench faults e2e demo assets permissions clean-data

run:            ## build both halves, load the demo when the database is empty, serve
	@scripts/run.sh

test:           ## everything: format, lints, invariants, both databases, browser journeys
	@scripts/test.sh

check:          ## format and lints only
	@scripts/check.sh

e2e:            ## browser journeys only
	@scripts/e2e.sh

bench:          ## speed, each figure beside a bare server measured in the same run
	@scripts/bench.sh

faults:         ## fifty people write while everything breaks; then every history is judged
	@scripts/faults.sh

demo: run

assets:         ## styles and islands, into target/site/pkg
	@scripts/assets.sh

permissions:    ## writes docs/PERMISSIONS.md from the table that the tests hold the product to
	@cargo test -q -p server --test all -- --ignored the_page_of_permissions_is_written

clean-data:     ## forget the local database and mails of `make run`
	rm -rf data
