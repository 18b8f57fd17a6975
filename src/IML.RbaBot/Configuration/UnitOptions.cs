using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Configuration;

/// <summary>The Unit behind the bot. Section <c>Unit</c>.</summary>
public sealed class UnitOptions
{
    public const string Section = "Unit";

    /// <summary>Where people write when the bot does not help; said at the start and in every error.</summary>
    [Required, EmailAddress]
    public string ContactAddress { get; set; } = "iml@iom.int";
}

/// <summary>Checks the Unit's settings at start.</summary>
[OptionsValidator]
public sealed partial class UnitOptionsValidator : IValidateOptions<UnitOptions>;
