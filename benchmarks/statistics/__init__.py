"""The estimators measured against R's survival and cmprsk, lifelines and scikit-survival."""
