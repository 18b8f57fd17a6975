namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>The level of a flag, in growing order of gravity (screening standard, "Flags").</summary>
public enum FlagLevel
{
    None = 0,

    /// <summary>Mandatory measure before submission.</summary>
    M = 1,

    /// <summary>Referral to the IML focal point.</summary>
    R = 2,

    /// <summary>Red flag: rating D whatever the score.</summary>
    X = 3,
}

/// <summary>The level of a risk before mitigation, in growing order (screening standard, "Risk").</summary>
public enum RiskLevel
{
    Low = 0,
    Moderate = 1,
    Substantial = 2,
    High = 3,
}

/// <summary>The rating of a proposal. A smaller value is a better rating.</summary>
public enum Rating
{
    A = 0,
    B = 1,
    C = 2,
    D = 3,
}

/// <summary>
/// The rule that decided a rating: the first that fits, in this order (screening standard, "Score and rating").
/// </summary>
public enum RatingRule
{
    /// <summary>Any red flag: D.</summary>
    A = 0,

    /// <summary>Alignment below the threshold of D, or overall risk High: D.</summary>
    B = 1,

    /// <summary>Any referral, weak alignment, Substantial risk or too many unknowns: C.</summary>
    C = 2,

    /// <summary>Any mandatory measure, alignment below the threshold of B, or Moderate risk: B.</summary>
    D = 3,

    /// <summary>Otherwise: A.</summary>
    E = 4,
}

/// <summary>What an answer says about the proposal, whatever the scale it was given on.</summary>
public enum Merit
{
    /// <summary>Says nothing: the option is neither scored nor flagged by level.</summary>
    None = 0,

    /// <summary>"Yes", or "No" on a reversed scale.</summary>
    Best,

    /// <summary>"Partly", or "Possibly" on a reversed scale.</summary>
    Partly,

    /// <summary>"No", or "Yes" on a reversed scale.</summary>
    Worst,

    /// <summary>"Not known yet": scores as the worst and is shown apart.</summary>
    NotKnown,

    /// <summary>"Not applicable": leaves both sums of its index.</summary>
    NotApplicable,
}

/// <summary>What kind of norm a legal source is; shown with every reference.</summary>
public enum SourceTag
{
    /// <summary>Binds States that are party to it: shown as "applies if the State is a party".</summary>
    Treaty,
    SoftLaw,
    Policy,
}
