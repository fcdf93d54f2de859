"""What is known of persons across several tables?"""

from livskraft.people.queries.persons import all_ids, all_ids_of, index_of, with_number

__all__ = ["all_ids", "all_ids_of", "index_of", "with_number"]
