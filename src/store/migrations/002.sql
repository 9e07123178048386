-- How often a name alone would have been right, beside how often it was. Until the next
-- decision on a company counts anew, its name is taken to have done as expected.
ALTER TABLE company ADD COLUMN trust_expected REAL NOT NULL DEFAULT 0;
UPDATE company SET trust_expected = trust_hits;

-- Nothing asks for items by when they came into stories.
DROP INDEX story_item_by_time;
