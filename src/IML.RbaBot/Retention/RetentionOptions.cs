using System.ComponentModel.DataAnnotations;
using IML.RbaBot.Domain.Assessments;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Retention;

/// <summary>How long what nobody needs any more is kept, in days. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>A draft that nobody has touched; 0 keeps drafts for ever.</summary>
    [Range(0, 36500)]
    public int Drafts { get; set; } = 365;

    /// <summary>A withdrawn assessment; 0 keeps them for ever.</summary>
    [Range(0, 36500)]
    public int Withdrawn { get; set; } = 730;

    /// <summary>How long before, at least, the developer is told.</summary>
    [Range(1, 365)]
    public int Notice { get; set; } = 30;

    /// <summary>
    /// Whether a withdrawn assessment is deleted although its documents were filed in a place that is not configured any more: they stay
    /// there, and an administrator takes care of them. False keeps the assessment, which says where they lie.
    /// </summary>
    public bool LeaveDocumentsElsewhere { get; set; }

    public RetentionPeriods Periods => new(Days(Drafts), Days(Withdrawn), TimeSpan.FromDays(Notice));

    private static TimeSpan? Days(int days) => days == 0 ? null : TimeSpan.FromDays(days);
}

/// <summary>Checks them at start.</summary>
[OptionsValidator]
public sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
