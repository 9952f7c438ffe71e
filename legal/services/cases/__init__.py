"""Made-up cases (trường hợp thử): read strictly, judged, written again; nothing is stored."""
